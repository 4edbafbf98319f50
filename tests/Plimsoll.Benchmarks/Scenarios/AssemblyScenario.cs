using Plimsoll.Benchmarks.Comparing;
using Plimsoll.Benchmarks.Measuring;
using Plimsoll.Benchmarks.Workloads;
using Plimsoll.Testing;

namespace Plimsoll.Benchmarks.Scenarios;

/// <summary>Making an image of a folder, in an OCI layout.</summary>
internal static class AssemblyScenario
{
    private const string Fast = "tar | gzip -1";

    public static Scenario Create(int mebibytes) => new("assemble", $"assemble {mebibytes} MiB of files", workbench =>
    {
        var files = workbench.CreateFolder();
        FileTree.Write(files.Path, mebibytes);
        var repository = workbench.Own(GitRepository.Released());
        return Task.FromResult<IReadOnlyList<Contender>>(
        [
            new("plimsoll publish", trial =>
            {
                var layout = repository["artifacts/images/app"];
                if (Directory.Exists(layout))
                    Directory.Delete(layout, recursive: true);
                trial.OutputBytes = () => new DirectoryInfo(layout).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
                return new Invocation(NativeCommand.Path, "publish", $"files:{files.Path}", "--image", "app", "--provenance", "false") { Folder = repository.Path };
            }),
            Archive(Fast, "-1", files),
            Archive("tar | gzip", "-6", files),
        ]);
    })
    {
        Runs = 3,
        Targets = [Target.AtMostTimes(1.2, Measure.Wall, Fast)],
    };

    private static Contender Archive(string name, string level, TempDirectory files) => new(name, trial =>
    {
        var archive = trial.Folder["layer.tar.gz"];
        trial.OutputBytes = () => new FileInfo(archive).Length;
        return Invocation.Shell("tar -c -C \"$1\" . | gzip \"$2\" > \"$3\"", files.Path, level, archive);
    });
}
