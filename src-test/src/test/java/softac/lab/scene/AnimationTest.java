package softac.lab.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import softac.autodiff.kernel.Kernels;
import softac.autodiff.kernel.Precision;
import softac.autodiff.random.Seed;
import softac.sac.agent.Policy;
import softac.sac.agent.SacConfig;
import softac.sac.agent.SacV2;
import softac.sac.env.Box;
import softac.sac.env.Environment;
import softac.sac.env.registry.Task;
import softac.sac.env.registry.Tasks;
import softac.sac.train.Evaluation;

/** The GIF of an episode of an untrained policy, read back, put together as browsers do, and looked at. */
final class AnimationTest {
    private static final Color BLUE = new Color(0x0072b2);

    private static Animation pendulum;
    private static Decoded decoded;
    private static int size;

    /** Pictures as they are seen, with hundredths of a second each. */
    private record Decoded(List<BufferedImage> pictures, List<Integer> delays, boolean forEver) {
        static Decoded of(byte[] gif) throws IOException {
            ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
            reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(gif)));
            Decoded decoded = new Decoded(new ArrayList<>(), new ArrayList<>(), repeats(node(reader, 0)));
            BufferedImage seen = new BufferedImage(reader.getWidth(0), reader.getHeight(0), BufferedImage.TYPE_INT_RGB);
            for (int n = 0; n < reader.getNumImages(true); n++) {
                IIOMetadataNode place = child(node(reader, n), "ImageDescriptor");
                seen.createGraphics()
                        .drawImage(
                                reader.read(n),
                                number(place, "imageLeftPosition"),
                                number(place, "imageTopPosition"),
                                null);
                BufferedImage copy = new BufferedImage(seen.getWidth(), seen.getHeight(), BufferedImage.TYPE_INT_RGB);
                copy.setData(seen.getRaster());
                decoded.pictures.add(copy);
                decoded.delays.add(number(child(node(reader, n), "GraphicControlExtension"), "delayTime"));
            }
            return decoded;
        }

        private static IIOMetadataNode node(ImageReader reader, int n) throws IOException {
            return (IIOMetadataNode) reader.getImageMetadata(n).getAsTree("javax_imageio_gif_image_1.0");
        }

        private static IIOMetadataNode child(IIOMetadataNode node, String name) {
            return (IIOMetadataNode) node.getElementsByTagName(name).item(0);
        }

        private static int number(IIOMetadataNode node, String attribute) {
            return Integer.parseInt(node.getAttribute(attribute));
        }

        private static boolean repeats(IIOMetadataNode first) {
            IIOMetadataNode extension = child(first, "ApplicationExtension");
            byte[] block = (byte[]) extension.getUserObject();
            return extension.getAttribute("applicationID").equals("NETSCAPE") && block[1] == 0 && block[2] == 0;
        }
    }

    private static Animation animation(String name, long seed) {
        Task task = Tasks.named(name);
        return Animation.of(task, policy(task), seed);
    }

    private static Policy policy(Task task) {
        try (Environment environment = task.create();
                Kernels kernels = Kernels.scalar(Precision.FLOAT64)) {
            int observed = environment.observationSpace().size();
            SacConfig config = SacConfig.v2().withHidden(16);
            return new SacV2(kernels, observed, environment.actionSpace(), config, Seed.of(3)).snapshot();
        }
    }

    private static byte[] bytes(Animation animation) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        animation.writeTo(out);
        return out.toByteArray();
    }

    @BeforeAll
    static void draw() throws IOException {
        pendulum = animation("pendulum", 7);
        byte[] gif = bytes(pendulum);
        size = gif.length;
        decoded = Decoded.of(gif);
    }

    @Test
    void aPictureAStepInRealTimeForEverAndSmall() {
        assertThat(decoded.pictures()).hasSize(200);
        assertThat(decoded.delays().subList(0, 199)).as("20 steps a second").containsOnly(5);
        assertThat(decoded.delays().get(199)).as("and a second to rest").isEqualTo(105);
        assertThat(decoded.forEver()).isTrue();
        assertThat(size).isLessThan(1_000_000);
    }

    /** On the ray from the pivot to (−sin θ, cos θ) there is rod, on the opposite ray there is none. */
    @Test
    void theRodIsWhereTheAngleSays() {
        for (int n = 0; n < 200; n++) {
            double[] observation = pendulum.frames().get(n).observation();
            for (int share = 5; share <= 9; share += 2) { // beyond the arc of the torque
                double along = PendulumScene.LENGTH * share / 10.0;
                assertThat(at(n, -along * observation[1], along * observation[0]))
                        .as("picture %s", n)
                        .isEqualTo(BLUE);
                assertThat(at(n, along * observation[1], -along * observation[0]))
                        .as("picture %s", n)
                        .isEqualTo(Color.WHITE);
            }
        }
    }

    /** From the pivot, y upwards. */
    private static Color at(int picture, double x, double y) {
        return new Color(decoded.pictures().get(picture).getRGB((int) (PendulumScene.MIDDLE + x), (int)
                (PendulumScene.MIDDLE - y)));
    }

    /** The torque's arc begins at the top and turns counter-clockwise, to the left, where it is positive. */
    @Test
    void theTorqueTurnsItsWay() {
        PendulumScene scene = new PendulumScene(2);
        double[] hanging = {-1, 0, 0};
        for (double torque : new double[] {-2, -1, 1, 2}) {
            Animation still = new Animation(scene, List.of(new Frame(1, hanging, new double[] {torque}, 0)));
            BufferedImage picture = still.picture(still.frames().get(0));
            int left = orange(picture, 0, Scene.SIZE / 2);
            int right = orange(picture, Scene.SIZE / 2, Scene.SIZE);
            assertThat(torque > 0 ? left : right).as("torque %s", torque).isGreaterThan(100);
            assertThat(torque > 0 ? right : left).as("torque %s", torque).isLessThan(30);
        }
    }

    private static int orange(BufferedImage picture, int from, int to) {
        int count = 0;
        for (int x = from; x < to; x++) {
            for (int y = 0; y < Scene.SIZE; y++) {
                count += picture.getRGB(x, y) == 0xffd55e00 ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void whatIsSeenIsWhatWasDrawnButForTheShadesOfEdges() {
        for (int n : new int[] {0, 57, 199}) {
            BufferedImage drawn = pendulum.picture(pendulum.frames().get(n));
            BufferedImage seen = decoded.pictures().get(n);
            for (int x = 0; x < drawn.getWidth(); x++) {
                for (int y = 0; y < drawn.getHeight(); y++) {
                    Color expected = new Color(drawn.getRGB(x, y));
                    Color found = new Color(seen.getRGB(x, y));
                    int off = Math.abs(expected.getRed() - found.getRed())
                            + Math.abs(expected.getGreen() - found.getGreen())
                            + Math.abs(expected.getBlue() - found.getBlue());
                    assertThat(off).as("picture %s at (%s, %s)", n, x, y).isLessThanOrEqualTo(96);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pendulum", "lqr", "bandit", "bandit2", "hill"})
    void everyTaskIsDrawnInItsColoursAndItsEpisodeIsThatOfEvaluate(String name) throws IOException {
        Task task = Tasks.named(name);
        Animation animation = animation(name, 2);
        Frame last = animation.frames().get(animation.frames().size() - 1);
        try (Environment environment = task.create()) {
            double expected = Evaluation.returns(environment, policy(task), 2, 1)[0];
            assertThat(last.sum()).isCloseTo(expected, within(1e-9));
        }
        assertThat(last.number()).isEqualTo(task.maxSteps());
        BufferedImage picture = animation.picture(last);
        assertThat(orange(picture, 0, Scene.SIZE)).as("what is done").isGreaterThan(5);
        assertThat(Decoded.of(bytes(animation)).pictures()).hasSize(task.maxSteps());
    }

    /** Any other task: a bar from the middle for each number. */
    @Test
    void aTaskWithoutASceneIsBars() {
        BarsScene scene = new BarsScene(Box.symmetric(2, 10), Box.symmetric(1, 1));
        Frame frame = new Frame(1, new double[] {10, -5}, new double[] {1}, 0);
        BufferedImage picture = new Animation(scene, List.of(frame)).picture(frame);
        int middle = 200;
        assertThat(blue(picture, middle, Scene.SIZE, 22))
                .as("the first fills its half")
                .isBetween(135, 141);
        assertThat(blue(picture, 0, middle, 22)).isZero();
        assertThat(blue(picture, 0, middle, 46))
                .as("the second half of the other")
                .isBetween(67, 71);
        assertThat(orange(picture, middle, Scene.SIZE)).isGreaterThan(1000);
    }

    private static int blue(BufferedImage picture, int from, int to, int y) {
        int count = 0;
        for (int x = from; x < to; x++) {
            count += picture.getRGB(x, y) == 0xff0072b2 ? 1 : 0;
        }
        return count;
    }
}
