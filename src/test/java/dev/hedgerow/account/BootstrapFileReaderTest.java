package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hedgerow.auth.MembershipLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootstrapFileReaderTest {

    @Test
    void whatIsLeftOutIsLeftOpen() {
        var file = BootstrapFileReader.read("""
                organizations:
                  - name: Acme
                    projects:
                      - name: Default
                    members:
                      - email: a@acme.test
                """);

        var tenant = file.organizations().getFirst();
        assertThat(tenant.id()).isNull();
        assertThat(tenant.projects().getFirst().timezone()).isNull();
        assertThat(tenant.members().getFirst().level()).isEqualTo(MembershipLevel.MEMBER);
        assertThat(tenant.members().getFirst().staff()).isNull();
        assertThat(tenant.members().getFirst().apiKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                            | 1 | the file is empty
            just words                                                    | 1 | expected organizations here
            organizations: Acme                                           | 1 | "organizations" must be a list
            organisations: []                                             | 1 | "organisations" is unknown here; known are organizations
            organizations:⏎- id: 7                                        | 2 | "name" is missing
            organizations:⏎- name: A⏎  id: 7                              | 3 | "7" is not a UUID
            organizations:⏎- name: A⏎  name: B                            | 3 | "name" is here twice
            organizations:⏎- name: [A]                                    | 2 | expected a single value
            organizations:⏎- name: ""                                     | 2 | "name" is empty
            organizations:⏎- name: A⏎- name: A                            | 3 | organization A is already in line 2
            organizations:⏎- name: A⏎  projects:⏎  - {name: P, id: one}   | 4 | "one" is not a positive number
            organizations:⏎- name: A⏎  projects:⏎  - {name: P, id: 0}     | 4 | "0" is not a positive number
            organizations:⏎- name: A⏎  projects:⏎  - {name: P, id: 1}⏎  - {name: Q, id: 1} | 5 | project 1 is already in line 4
            organizations:⏎- name: A⏎  projects:⏎  - name: P⏎    timezone: Mars/Olympus    | 5 | "Mars/Olympus" is not an IANA time zone
            organizations:⏎- name: A⏎  members:⏎  - email: nobody         | 4 | "nobody" is not an email address
            organizations:⏎- name: A⏎  members:⏎  - {email: a@b, level: king}   | 4 | "king" is not owner, admin or member
            organizations:⏎- name: A⏎  members:⏎  - {email: a@b, staff: maybe}  | 4 | "maybe" is not true or false
            organizations:⏎- name: A⏎  members:⏎  - email: a@b⏎    api_keys:⏎    - {label: k, value: short} | 6 | the value must be at least 16 printable characters without spaces
            organizations:⏎- name: A⏎  members:⏎  - email: a@b⏎    api_keys:⏎    - label: k⏎      value: phx_0123456789ab⏎      scopes: ["query:run"] | 8 | "query:run" is not a scope
            """)
    void aMalformedFileIsRefusedWithItsLine(String yaml, int line, String reason) {
        assertThatExceptionOfType(BootstrapRefused.class)
                .isThrownBy(() -> BootstrapFileReader.read(yaml.replace('⏎', '\n')))
                .withMessage(reason)
                .extracting(BootstrapRefused::line)
                .isEqualTo(line);
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertThatExceptionOfType(BootstrapRefused.class)
                .isThrownBy(() -> BootstrapFileReader.read("organizations:\n  - name: \"Acme\n"))
                .extracting(BootstrapRefused::line)
                .isEqualTo(3);
    }
}
