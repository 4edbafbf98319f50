using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>Checking many files, beside <c>grep</c>, which reads the same ones and understands none of them.</summary>
internal static class CheckScenarios
{
    private const string Caches = "/proc/sys/vm/drop_caches";
    private const double Mebibyte = 1024 * 1024;

    public static IEnumerable<Scenario> Create(int files)
    {
        yield return Create(files, "in memory", () => { }) with
        {
            Runs = 11,
            Targets = [Target.AtMost(1.1, Measure.Cpu), Target.AtMost(78.5 * Mebibyte, Measure.Memory)],
        };
        yield return Create(files, "on disk", DropCaches) with
        {
            IsSlow = true,
            SkipReason = Environment.IsPrivilegedProcess && File.Exists(Caches) ? null : $"emptying the file cache needs root and {Caches}",
        };
    }

    private static Scenario Create(int files, string where, Action prepare) => new("check", $"check {files:N0} files, {where}", workbench =>
    {
        var folder = workbench.CreateFolder();
        Manifests.Write(folder, files);
        return Task.FromResult<IReadOnlyList<Contender>>(
        [
            Contend("plimsoll check", new Invocation(NativeCommand.Path, "check", ".") { Folder = folder.Path }),

            // It finds the images of all of them, and would end with 1 if it found none.
            Contend("grep", new Invocation("grep", "--recursive", "--line-number", "--extended-regexp", "image: *[^ ]+:", ".") { Folder = folder.Path }) with { IsLimit = true },
        ]);

        Contender Contend(string name, Invocation command) => new(name, _ =>
        {
            prepare();
            return command;
        });
    });

    private static void DropCaches()
    {
        using (var sync = System.Diagnostics.Process.Start("sync"))
            sync.WaitForExit();
        File.WriteAllText(Caches, "3");
    }
}
