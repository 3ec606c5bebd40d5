package dev.hedgerow.contract;

import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract of whatever server {@code CONTRACT_URL}, {@code CONTRACT_KEY} and {@code CONTRACT_PROJECT} name. */
@EnabledIfEnvironmentVariable(named = "CONTRACT_URL", matches = "https?://.+")
class AnyServerContractTest extends ContractSuite {

    @Override
    protected Target target() {
        return Target.fromEnvironment();
    }
}
