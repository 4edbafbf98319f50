namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Pulls an image into an archive that is there already, with another image.</summary>
/// <param name="transport">What kind of archive.</param>
internal sealed class PullArchiveScenario(string transport) : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["pull", $"{host}/{SeededImages.Repository}:{SeededImages.Current}", "--platform", "linux/amd64", $"{transport}:image.tar"];

    public override Task SeedAsync(CrashWorld world, string host) => SeededImages.PushAsync(world, host);

    public override void Prepare(CrashWorld world, string host) => world.Write("image.tar", "what was there before");

    public override string ToString() => $"Pull {transport}";
}
