package softac.sac.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.ObjectMapper;

class JsonTest {
    private static String string(String json) throws BadFileException {
        Json cursor = new Json("test", json);
        String value = cursor.string();
        cursor.end();
        return value;
    }

    private static List<Long> integers(String json) throws BadFileException {
        Json cursor = new Json("test", json);
        List<Long> values = cursor.integers(3);
        cursor.end();
        return values;
    }

    private static Map<String, String> words(String json) throws BadFileException {
        Json cursor = new Json("test", json);
        Map<String, String> words = new TreeMap<>();
        cursor.object(key -> words.put(key, cursor.string()));
        cursor.end();
        return words;
    }

    @Test
    void stringsWithEveryEscape() throws BadFileException {
        assertThat(string("\"\"")).isEmpty();
        assertThat(string(" \t\r\n\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"  ")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(string("\"\\u0041\\u00e9\\uD83D\\ude42\\u0000é🙂/\"")).isEqualTo("Aé🙂\0é🙂/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"",
                "\"a",
                "a\"",
                "'a'",
                "\"a\"b",
                "\"a\" \t",
                "\"\\\"",
                "\"\\x\"",
                "\"\\",
                "\"\\u\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\u１２３４\"",
                "\"\\u+123\"",
                "\"\\ud83d\"",
                "\"\\ude42\"",
                "\"\\ude42\\ud83d\"",
                "\"\\ud83dx\"",
                "\"a\nb\"",
                "\"\0\"",
                "\"\\U0041\"",
                "\"\\u00@0\"",
                "\"\\u00`0\"",
                "\"\\u00G0\"",
                "null",
                "1"
            })
    void otherStringsAreRefused(String json) {
        assertThatThrownBy(() -> string(json)).isInstanceOf(BadFileException.class);
    }

    @Test
    void integersUpToTheLastLong() throws BadFileException {
        assertThat(integers("[]")).isEmpty();
        assertThat(integers(" [ 0 , 9223372036854775807\t,10 ] ")).containsExactly(0L, Long.MAX_VALUE, 10L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "[1",
                "[1,",
                "[,1]",
                "[1,]",
                "[1 2]",
                "[1]]",
                "[01]",
                "[00]",
                "[-1]",
                "[-0]",
                "[+1]",
                "[1.0]",
                "[1e2]",
                "[1E2]",
                "[0x1]",
                "[9223372036854775808]",
                "[92233720368547758070]",
                "[1,2,3,4]",
                "[[1]]",
                "[\"1\"]",
                "[true]",
                "[null]",
                "[NaN]",
                "[१]",
                "1",
                "{}"
            })
    void otherIntegersAreRefused(String json) {
        assertThatThrownBy(() -> integers(json)).isInstanceOf(BadFileException.class);
    }

    @Test
    void objects() throws BadFileException {
        assertThat(words("{}")).isEmpty();
        assertThat(words("{\"b\":\"1\" ,\n\"a\" : \"2\",\"\":\"\"}  ")).isEqualTo(Map.of("b", "1", "a", "2", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":\"b\"",
                "{\"a\":\"b\",",
                "{\"a\":\"b\",}",
                "{,}",
                "{\"a\" \"b\"}",
                "{\"a\":\"b\" \"c\":\"d\"}",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{\"a\":\"b\",\"\\u0061\":\"c\"}",
                "{a:\"b\"}",
                "{\"a\":1}",
                "{\"a\":{}}",
                "{\"a\":\"b\"}}",
                "{\"a\":\"b\"}\0",
                "{}{}",
                "{}\t",
                "\uFEFF{}",
                "/**/{}",
                "[]"
            })
    void otherObjectsAreRefused(String json) {
        assertThatThrownBy(() -> words(json)).isInstanceOf(BadFileException.class);
    }

    @Test
    void depthCostsNothing() {
        String deep = "[".repeat(1_000_000);
        assertThatThrownBy(() -> integers(deep)).isInstanceOf(BadFileException.class);
        assertThatThrownBy(() -> words("{\"a\":" + "{\"a\":".repeat(100_000))).isInstanceOf(BadFileException.class);
    }

    @Test
    void theMessageSaysWhereAndWhat() {
        assertThatThrownBy(() -> words("{\"a\":7}"))
                .hasMessage("test: the header, at character 5: '7' where '\"' should stand; expected the JSON header of"
                        + " safetensors");
    }

    @Provide
    Arbitrary<String> wellFormed() {
        return Arbitraries.oneOf(
                Arbitraries.strings().filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c < 0xE000)),
                Arbitraries.strings().withChars("\"\\/\b\f\n\r\tu0\0\u001f"));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsQuotedIsReadAgain(@ForAll @From("wellFormed") String text) throws BadFileException {
        assertThat(string(Json.quote(text))).isEqualTo(text);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anotherParserReadsTheSame(@ForAll @From("wellFormed") String text) {
        assertThat(new ObjectMapper().readValue(Json.quote(text), String.class)).isEqualTo(text);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void anotherWriterIsReadTheSame(@ForAll List<@From("wellFormed") String> texts) throws BadFileException {
        Map<String, String> words = new TreeMap<>();
        for (String text : new ArrayList<>(texts)) {
            words.put(text, text + "!");
        }
        assertThat(words(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(words)))
                .isEqualTo(words);
    }
}
