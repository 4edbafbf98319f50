using System.Globalization;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Pins the images of many files.</summary>
internal sealed class PinScenario : CrashScenario
{
    public override IReadOnlyList<string> Arguments(string host) => ["pin", "deploy"];

    public override Task SeedAsync(CrashWorld world, string host) => SeededImages.PushAsync(world, host);

    public override void Prepare(CrashWorld world, string host)
    {
        for (var number = 0; number < 10; number++)
            world.Write(
                string.Create(CultureInfo.InvariantCulture, $"deploy/{number}.yml"),
                $"services:\n  app: {{ image: '{host}/{SeededImages.Repository}:{SeededImages.Current}' }}\n  old: {{ image: '{host}/{SeededImages.Repository}:{SeededImages.Old}' }}\n");
    }
}
