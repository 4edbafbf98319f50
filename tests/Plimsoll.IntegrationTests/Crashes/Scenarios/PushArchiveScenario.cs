using Plimsoll.IntegrationTests.Faults;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Pushes an image whose layers are compressed into temporary files first, and remembered.</summary>
internal sealed class PushArchiveScenario : CrashScenario
{
    private byte[] _archive = [];

    public override IReadOnlyList<string> Arguments(string host) => ["push", "docker-archive:image.tar", $"{host}/{Repository}:1.0.0"];

    public override async Task SeedAsync(CrashWorld world, string host)
    {
        await SeededImages.PushAsync(world, host);
        _archive = await SeededImages.SaveAsync(world);
    }

    public override void Prepare(CrashWorld world, string host) => File.WriteAllBytes(world["image.tar"], _archive);

    public override string? FindProblem(CrashWorld world, StoredRepository stored, bool isDone) =>
        base.FindProblem(world, stored, isDone)
        ?? (!isDone ? null
            : !stored.ReadTags().ContainsKey("1.0.0") ? "the tag is missing"
            : Directory.GetFiles(Path.Combine(world.Home, ".local/state/plimsoll/layers"), "*.layer").Length == 0 ? "no layer is remembered" : null);
}
