namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Removes the credentials of one of several registries.</summary>
internal sealed class LogoutScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["logout", host];

    public override void Prepare(CrashWorld world, string host) =>
        world.Write("../home/.docker/config.json", $$$"""{"auths":{"one.example":{"auth":"YTpi"},"{{{host}}}":{"auth":"YTpi"}},"currentContext":"default"}""");
}
