package app.proca.notify.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import graphql.language.AstPrinter;
import graphql.language.OperationDefinition;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;

class SnakeCaseTest {

    private static final GraphQLSchema SCHEMA = UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser().parse("""
            scalar Json
            type Query { actionPage(pageName: String, select: Select): Page }
            interface Named { fullName: String }
            type Page implements Named { fullName: String thankYouTemplate(forLocale: String): String partOf: Page }
            input Select { fullName: String, customFields: Json, anyOf: [Select!] }"""));

    private final SnakeCase snakeCase = new SnakeCase(SCHEMA);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{actionPage{fullName}} | {actionPage{fullName}}",
            "{action_page{part_of{full_name}}} | {action_page:actionPage{part_of:partOf{full_name:fullName}}}",
            "{page_one:action_page(page_name:\"a_b\"){t:thank_you_template(for_locale:\"x\")}} "
                    + "| {page_one:actionPage(pageName:\"a_b\"){t:thankYouTemplate(forLocale:\"x\")}}",
            "{actionPage(select:{full_name:\"a\",any_of:[{full_name:\"b\",custom_fields:{snake_case:1,any_of:2}}]}){__typename}} "
                    + "| {actionPage(select:{fullName:\"a\",anyOf:[{fullName:\"b\",customFields:{snake_case:1,any_of:2}}]}){__typename}}",
            "{actionPage{...F ...on Named{full_name}...{full_name}}} fragment F on Page{part_of{full_name}} "
                    + "| {actionPage{...F...on Named{full_name:fullName}...{full_name:fullName}}} fragment F on Page{part_of:partOf{full_name:fullName}}",
            "{action_page{not_there full_name(not_there:1)}} | {action_page:actionPage{not_there full_name:fullName(not_there:1)}}" })
    void names_become_those_of_the_schema_and_are_answered_as_they_were_asked(String query, String resolved) {
        assertThat(AstPrinter.printAstCompact(snakeCase.resolved(query, Parser.parse(query))))
                .isEqualTo(AstPrinter.printAstCompact(Parser.parse(resolved)));
    }

    @Test
    void input_fields_in_variables_become_those_of_the_schema_and_what_is_below_a_scalar_stays() {
        OperationDefinition operation = (OperationDefinition) Parser
                .parse("query ($select: Select!, $list: [Select!], $json: Json, $text: String) { actionPage { fullName } }")
                .getDefinitions().get(0);
        Map<String, Object> own = Map.of("full_name", List.of(Map.of("full_name", 1)));

        assertThat(snakeCase.resolved(operation, Map.of(
                "select",
                Map.of("full_name", "a_b", "custom_fields", own, "any_of", List.of(Map.of("full_name", "c")), "not_there", 1),
                "list", Map.of("full_name", "d"), "json", own, "text", "a_b", "not_declared", Map.of("full_name", 1))))
                .isEqualTo(Map.of(
                        "select",
                        Map.of("fullName", "a_b", "customFields", own, "anyOf", List.of(Map.of("fullName", "c")), "not_there", 1),
                        "list", Map.of("fullName", "d"), "json", own, "text", "a_b", "not_declared", Map.of("full_name", 1)));
    }
}
