using System.Security.Cryptography;
using System.Text.Json;
using Plimsoll.IntegrationTests.Faults;

namespace Plimsoll.IntegrationTests.Crashes.Scenarios;

/// <summary>Pulls an image into a layout that holds another one.</summary>
internal sealed class PullLayoutScenario : CrashScenario
{
    private Dictionary<string, byte[]> _layout = [];

    public override IReadOnlyList<string> Arguments(string host) => ["pull", $"{host}/{SeededImages.Repository}:{SeededImages.Current}", "oci:layout:1.0.0"];

    public override async Task SeedAsync(CrashWorld world, string host)
    {
        await SeededImages.PushAsync(world, host);
        await RunAsync(world, "pull", $"{host}/{SeededImages.Repository}:{SeededImages.Old}", "oci:layout:0.9.0");
        _layout = Directory.EnumerateFiles(world["layout"], "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(world.Work, file), File.ReadAllBytes);
    }

    public override void Prepare(CrashWorld world, string host)
    {
        foreach (var (file, content) in _layout)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(world[file])!);
            File.WriteAllBytes(world[file], content);
        }
    }

    public override string? FindProblem(CrashWorld world, StoredRepository stored, bool isDone)
    {
        using var marker = JsonDocument.Parse(File.ReadAllBytes(world["layout/oci-layout"]));
        return FindDamage(world["layout"], File.ReadAllBytes(world["layout/index.json"]));
    }

    /// <summary>What of a layout is listed and not there, or not what its digest says.</summary>
    private static string? FindDamage(string layout, byte[] manifest)
    {
        using var json = JsonDocument.Parse(manifest);
        foreach (var kind in (string[])["manifests", "layers", "config"])
            if (json.RootElement.TryGetProperty(kind, out var listed))
                foreach (var descriptor in listed.ValueKind == JsonValueKind.Array ? listed.EnumerateArray().ToList() : [listed])
                {
                    var digest = descriptor.GetProperty("digest").GetString()!;
                    var blob = Path.Combine(layout, "blobs", digest.Replace(':', '/'));
                    if (!File.Exists(blob))
                        return $"the layout lists {digest}, which is missing";
                    var content = File.ReadAllBytes(blob);
                    if ($"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}" != digest)
                        return $"{digest} has other content";
                    if (kind == "manifests" && FindDamage(layout, content) is { } damage)
                        return damage;
                }

        return null;
    }
}
