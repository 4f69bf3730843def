package softac.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import softac.autodiff.state.Stateful;

/** The rules of the house (section 1 of the design, docs/contributing.md), as far as compiled classes show them. */
final class ArchitectureTest {
    private static final String AUTODIFF = "softac.autodiff..";
    private static final String KERNEL = "softac.autodiff.kernel";
    private static final String SAC = "softac.sac..";
    private static final String TRAIN = "softac.sac.train";
    private static final String LAB = "softac.lab..";

    private static JavaClasses house;

    @BeforeAll
    static void readTheCompiledClasses() {
        house = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("softac");
        assertThat(house.contain(Stateful.class)).as("the classes were found").isTrue();
    }

    @Test
    void everyPackageHasARowInTheTable() {
        check(classes().should().resideInAnyPackage(new Layers().packages().toArray(String[]::new)));
    }

    @Test
    void aPackageImportsOnlyWhatItsRowAllows() {
        Layers layers = new Layers();
        assertAll(layers.packages().stream()
                .map(row -> () -> check(classes()
                        .that()
                        .resideInAPackage(row)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(layers.importsOf(row)))));
    }

    @Test
    void packagesFormNoCycles() {
        check(slices().matching("softac.(**)").should().beFreeOfCycles());
    }

    /** By that name the book and a failure speak of it, and {@code -Dtest} finds it. */
    @Test
    void everyClassOfTheTestsHasASimpleNameOfItsOwn() {
        Map<String, List<JavaClass>> named = new ClassFileImporter()
                .importPackages("softac").stream()
                        .filter(type ->
                                type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getSimpleName));
        assertThat(named).containsKeys("ArchitectureTest", "Stateful");
        assertThat(named.values())
                .filteredOn(types -> types.stream().anyMatch(type -> !house.contain(type.getName())))
                .allSatisfy(types -> assertThat(types).hasSize(1));
    }

    /** Only classes of that name are loaded only where the module is, and compiled without the warning about it. */
    @Test
    void theVectorApiIsUsedOnlyByKernelsNamedVector() {
        check(noClasses()
                .that(DescribedPredicate.not(Forbidden.vectorKernel()))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.."));
        assertThat(house.that(Forbidden.vectorKernel())).as("vector kernels").hasSizeGreaterThan(10);
    }

    @Test
    void lanesGiveTheSameBitsOnEveryMachine() {
        check(noClasses().should().accessTargetWhere(Forbidden.inexactLanes()));
    }

    @Test
    void lanesAreAsWideAsTheMachineHasThem() {
        check(noClasses().should().accessTargetWhere(Forbidden.chosenWidth()));
    }

    @Test
    void nothingBelowWaitsForAClock() {
        check(noClasses().that().resideOutsideOfPackages(TRAIN, LAB).should().accessTargetWhere(Forbidden.timedWait()));
    }

    @Test
    void theArrayOfAMatrixIsTouchedOnlyByKernels() {
        check(noClasses().that().resideOutsideOfPackage(KERNEL).should().accessTargetWhere(Forbidden.arrayOfAMatrix()));
    }

    @Test
    void randomNumbersComeFromASeed() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(TRAIN, LAB)
                .should()
                .accessTargetWhere(Forbidden.hiddenRandomness()));
    }

    @Test
    void clocksAndTheEnvironmentAreReadOnlyByTrainAndLab() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(TRAIN, LAB)
                .should()
                .accessTargetWhere(Forbidden.clockOrSurroundings()));
    }

    @Test
    void mathsIsExactOrStrict() {
        check(noClasses()
                .that()
                .resideInAnyPackage(AUTODIFF, SAC)
                .should()
                .accessTargetWhere(Forbidden.inexactMaths()));
    }

    @Test
    void noStaticFieldChanges() {
        check(noFields().should(ArchCondition.from(Forbidden.mutableStatic())));
    }

    @Test
    void everyClassIsFinalSealedAbstractARecordAnEnumOrAnInterface() {
        check(classes().should(ArchCondition.from(closedOrMadeForExtension())));
    }

    @Test
    void nothingBelowTheLabPrints() {
        check(noClasses().that().resideInAnyPackage(AUTODIFF, SAC).should().accessTargetWhere(Forbidden.console()));
    }

    @Test
    void nothingBelowTheLabEndsTheProcess() {
        check(noClasses()
                .that()
                .resideInAnyPackage(AUTODIFF, SAC)
                .should()
                .accessTargetWhere(Forbidden.endOfTheProcess()));
    }

    @Test
    void nothingBelowTheLabTurnsDataIntoCode() {
        check(noClasses()
                .that()
                .resideInAnyPackage(AUTODIFF, SAC)
                .should()
                .dependOnClassesThat(Forbidden.codeFromData())
                .orShould()
                .accessTargetWhere(Forbidden.memberByName()));
    }

    /** Anonymous and synthetic classes have no name to extend. */
    private static DescribedPredicate<JavaClass> closedOrMadeForExtension() {
        return DescribedPredicate.describe(
                "be final, sealed, abstract, a record, an enum or an interface",
                type -> type.getModifiers().contains(JavaModifier.FINAL)
                        || type.getModifiers().contains(JavaModifier.ABSTRACT)
                        || type.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || type.isSealed()
                        || type.isEnum()
                        || type.isInterface()
                        || type.isAnonymousClass());
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(house);
    }
}
