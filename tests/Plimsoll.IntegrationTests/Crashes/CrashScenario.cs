using System.Text.Json;
using Plimsoll.IntegrationTests.Faults;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>A command that is killed, in the same surroundings each time.</summary>
internal abstract class CrashScenario
{
    /// <summary>The repository that it may write to, which begins as <see cref="SeedAsync"/> left it.</summary>
    public const string Repository = "crash/app";

    /// <summary>Whether the registry asks for a password.</summary>
    public virtual bool WithPassword => false;

    /// <summary>What is read from stdin.</summary>
    public virtual string Input => "";

    /// <summary>The arguments.</summary>
    /// <param name="host">The registry's host, through the proxy.</param>
    public abstract IReadOnlyList<string> Arguments(string host);

    /// <summary>Fills the registry before all runs, and makes what <see cref="Prepare"/> copies.</summary>
    /// <param name="world">A world for this alone.</param>
    /// <param name="host">The registry's host.</param>
    public virtual Task SeedAsync(CrashWorld world, string host) => Task.CompletedTask;

    /// <summary>Makes the files of a run. They are the same for each.</summary>
    public abstract void Prepare(CrashWorld world, string host);

    /// <summary>Whether a file has one right content after the command, the same for each run. The default is <c>true</c>, except for receipts and what is remembered for later runs.</summary>
    public virtual bool IsExact(string file) => !IsReceipt(file) && !file.StartsWith("work/.git/", StringComparison.Ordinal) && !file.StartsWith("home/.local/state/", StringComparison.Ordinal);

    /// <summary>What is wrong after a kill, or after the run that followed, beyond torn files and missing ones; <c>null</c> for nothing.</summary>
    /// <param name="world">The files.</param>
    /// <param name="stored">The repository.</param>
    /// <param name="isDone">Whether the command has ended with 0.</param>
    public virtual string? FindProblem(CrashWorld world, StoredRepository stored, bool isDone)
    {
        if (stored.FindDamage() is { } damage)
            return damage;

        var receipts = Path.Combine(world.Work, ".plimsoll", "receipts");
        foreach (var file in Directory.Exists(receipts) ? Directory.EnumerateFiles(receipts, "*.json") : [])
            using (var receipt = JsonDocument.Parse(File.ReadAllBytes(file)))
                if (!receipt.RootElement.TryGetProperty("schemaVersion", out _))
                    return $"{file} is not a receipt";
        return null;
    }

    public override string ToString() => GetType().Name.Replace("Scenario", "", StringComparison.Ordinal);

    protected static bool IsReceipt(string file) => file.Contains("/.plimsoll/receipts/", StringComparison.Ordinal);

    /// <summary>The command, in a world of its own, which must be done.</summary>
    protected static async Task RunAsync(CrashWorld world, params string[] arguments) => (await CrashProcess.Start(world, "", arguments).WaitAsync()).AssertDone();
}
