package dev.hedgerow.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.web.InvalidInput;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivityPagingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            http://h/a/                   | - | - | 11 | http://h/a/?page=2&limit=10          | -
            http://h/a/                   | - | - | 10 | -                                    | -
            http://h/a?limit=2&x=1&page=2 | 2 | 2 | 5  | http://h/a?limit=2&x=1&page=3        | http://h/a?limit=2&x=1&page=1
            http://h/a/?page=3            | - | 3 | 5  | -                                    | http://h/a/?page=2&limit=10
            http://h/a/?mypage=1          | - | - | 11 | http://h/a/?mypage=1&page=2&limit=10 | -
            """)
    void linksKeepTheQueryAndAppendWhatItLacks(
            String url, String limit, String page, long total, String next, String previous) {
        var shown = ActivityPaging.of(url, limit, page).page(List.of(), total);

        assertThat(shown).isEqualTo(new ActivityPage(List.of(), next, previous, total));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x           | 1  | limit | A valid integer is required.
            ``          | 1  | limit | A valid integer is required.
            1.5         | 1  | limit | A valid integer is required.
            99999999999 | 1  | limit | A valid integer is required.
            0           | 1  | limit | Ensure this value is greater than or equal to 1.
            1           | -1 | page  | Ensure this value is greater than or equal to 1.
            """)
    void whatIsNoPositiveNumberIsRefused(String limit, String page, String attr, String detail) {
        assertThatThrownBy(() -> ActivityPaging.of("http://h/", limit, page))
                .isInstanceOfSatisfying(InvalidInput.class, refusal -> {
                    assertThat(refusal.error().attr()).isEqualTo(attr);
                    assertThat(refusal.error().detail()).isEqualTo(detail);
                });
    }
}
