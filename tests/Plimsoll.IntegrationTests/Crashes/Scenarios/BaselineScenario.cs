using System.Globalization;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Accepts findings that are not in the baseline yet.</summary>
internal sealed class BaselineScenario : CrashScenario
{
    private string _baseline = "";

    public override IReadOnlyList<string> Arguments(string host) => ["check", "deploy", "--profile", "digest", "--baseline", "baseline.json", "--update-baseline"];

    public override async Task SeedAsync(CrashWorld world, string host)
    {
        WriteFiles(world, 1);
        await RunAsync(world, [.. Arguments(host)]);
        _baseline = await File.ReadAllTextAsync(world["baseline.json"]);
    }

    public override void Prepare(CrashWorld world, string host)
    {
        WriteFiles(world, 40);
        world.Write("baseline.json", _baseline);
    }

    private static void WriteFiles(CrashWorld world, int count)
    {
        for (var number = 0; number < count; number++)
            world.Write(string.Create(CultureInfo.InvariantCulture, $"deploy/{number}/compose.yml"), $"services:\n  app: {{ image: 'acme/app:{number}' }}\n");
    }
}
