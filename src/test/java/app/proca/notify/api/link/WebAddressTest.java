package app.proca.notify.api.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "https://lead.org | https://lead.org?a=1",
            "http://lead.org/ | http://lead.org/?a=1",
            "HTTPS://Lead.org/Thanks | HTTPS://Lead.org/Thanks?a=1",
            "https://lead.org:8443/p?own=2&x=%26#top | https://lead.org:8443/p?a=1&own=2&x=%26#top",
            "https://lead.org/p?#top | https://lead.org/p?a=1#top",
            "https://lead.org/p#/route?x=1 | https://lead.org/p?a=1#/route?x=1",
            "https://l_1.lead.org//p;v=1 | https://l_1.lead.org//p;v=1?a=1" })
    void more_is_put_before_what_the_address_has_in_its_query(String address, String with) {
        assertThat(WebAddress.of(address).orElseThrow().with("a=1")).isEqualTo(with);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "/local", "lead.org", "//lead.org", "///lead.org", "https:lead.org", "https:///lead.org",
            "https://", "https:/lead.org", "javascript:alert(1)", "JavaScript://lead.org/%0aalert(1)", "data:text/html,x",
            "ftp://lead.org/", "file:///etc/passwd", "httpsx://lead.org", "vbscript:x", " https://lead.org", "https://lead.org ",
            "https://lead.org/a b", "https://lead.org\\@example.org/", "https:\\\\lead.org", "/\\lead.org", "\\\\lead.org",
            "https://user@lead.org/", "https://lead.org:secret@example.org/", "https://@lead.org/", "https://lead.org@/",
            "https://lead.org%2f@example.org/", "https://lead%2eorg/", "https://lead.org/\r\nSet-Cookie: a=b",
            "https://lead.org/\u0000", "https://lead.org/\t", "java\nscript:alert(1)", "https://lead。org/", "https://żółw.org/",
            "https://lead.org:port/", "https://lead.org:80:80/", "https://[lead.org]/", "https://lead.org/<script>" })
    void what_browsers_may_read_in_another_way_is_no_address(String address) {
        assertThat(WebAddress.of(address)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "https://lead.org/żółw?ą=1, https://lead.org/%C5%BC%C3%B3%C5%82w?a=1&%C4%85=1",
            "https://[2001:db8::1]:80/p, https://[2001:db8::1]:80/p?a=1", "http://192.0.2.1/p, http://192.0.2.1/p?a=1" })
    void letters_of_all_languages_go_out_in_ascii(String address, String with) {
        assertThat(WebAddress.of(address).orElseThrow().with("a=1")).isEqualTo(with);
    }
}
