package dev.hedgerow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
class Hedgerow {

    static void main(String[] args) {
        SpringApplication.run(Hedgerow.class, args);
    }
}
