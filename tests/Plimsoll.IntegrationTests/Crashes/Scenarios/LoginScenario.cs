using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Logs in to a registry, beside others.</summary>
internal sealed class LoginScenario : CrashScenario
{
    public override bool WithPassword => true;

    public override string Input => RegistryServerOptions.Password;

    public override IReadOnlyList<string> Arguments(string host) => ["login", host, "--username", RegistryServerOptions.Username, "--password-stdin"];

    public override void Prepare(CrashWorld world, string host) =>
        world.Write("../home/.docker/config.json", """{"auths":{"one.example":{"auth":"YTpi"},"two.example":{"auth":"YTpi"}},"currentContext":"default"}""");
}
