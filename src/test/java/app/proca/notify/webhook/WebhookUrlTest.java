package app.proca.notify.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import app.proca.notify.common.WireJson;

class WebhookUrlTest {

    private static final Map<String, Object> FIELDS = WireJson.object("""
            {"stage":"deliver","actionId":15,"price":12.50,"huge":123456789012345678901234567890,
            "title":"Save bees & w\\u00e4sps/?#+%","none":null,"yes":true,"org":{"name":"lead"},"tags":["a"],"id_2":"x"}""");

    @ParameterizedTest
    @CsvSource({ "https://crm.org/hook, https://crm.org/hook",
            "https://crm.org/{{stage}}/{{actionId}}, https://crm.org/deliver/15",
            "https://crm.org/h?s={{ stage }}&i={{id_2}}, https://crm.org/h?s=deliver&i=x",
            "https://crm.org/{{price}}, https://crm.org/12.50",
            "https://crm.org/{{huge}}, https://crm.org/123456789012345678901234567890",
            "https://crm.org/{{title}}, https://crm.org/Save%20bees%20%26%20w%C3%A4sps%2F%3F%23%2B%25",
            "https://crm.org/{{none}}{{yes}}{{org}}{{tags}}{{missing}}x, https://crm.org/x",
            "https://crm.org/{{stage}}{{stage}}, https://crm.org/deliverdeliver",
            "HTTP://crm.org:8080/a, HTTP://crm.org:8080/a", "'  https://crm.org/hook  ', https://crm.org/hook",
            "https://[2001:4860::1]:8443/x, https://[2001:4860::1]:8443/x" })
    void tags_are_filled_from_top_level_texts_and_numbers(String host, String url) {
        assertThat(WebhookUrl.of(host, null, FIELDS)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({ "https://crm.org, /hook, https://crm.org/hook", "https://crm.org/, hook, https://crm.org/hook",
            "https://crm.org:8443, hook/{{actionId}}, https://crm.org:8443/hook/15",
            "https://crm.org/hook, /other, https://crm.org/hook", "https://crm.org, '', https://crm.org",
            "https://crm.org?a=1, /hook, https://crm.org?a=1" })
    void the_path_counts_where_the_url_has_none(String host, String path, String url) {
        assertThat(WebhookUrl.of(host, path, FIELDS)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "crm.org/hook", "//crm.org/hook", "ftp://crm.org/hook", "file:///etc/passwd", "https://",
            "https:///hook", "https://user:secret@crm.org/", "https://crm.org/a b", "http://127.1/",
            "https://crm.org/{{stage", "javascript:alert(1)", "http://{{title}}/" })
    void what_is_no_url_is_refused_without_a_word_of_the_message(String host) {
        assertThatThrownBy(() -> WebhookUrl.of(host, null, FIELDS)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is not an http or https URL without a user");
    }

    @Test
    void a_message_cannot_leave_the_place_of_its_tag() {
        Map<String, Object> fields = Map.of("name", "../../admin?x=1#@evil.org:80", "dollar", "$1\\");

        assertThat(WebhookUrl.of("https://crm.org/a/{{name}}/b/{{dollar}}", null, fields))
                .hasToString("https://crm.org/a/..%2F..%2Fadmin%3Fx%3D1%23%40evil.org%3A80/b/%241%5C");
    }
}
