using Plimsoll.Publishing;
using Plimsoll.Publishing.Receipts;
using Plimsoll.Testing;
using Plimsoll.Testing.Hosts;

namespace Plimsoll.Cli.Tests.Hosts;

/// <summary>The pipelines of a repository on a host. Each job has a clone of its own, made anew, of which nothing is left.</summary>
/// <param name="host">A host that <see cref="HostEnvironments"/> knows.</param>
internal sealed class ReleasePipeline(string host) : IDisposable
{
    private readonly TempDirectory _folder = new();
    private int _jobs;

    /// <summary>The repository at the host, in which the developers' commits arrive on <c>main</c>.</summary>
    public GitRepository Origin { get; } = GitRepository.Init();

    public HostRun PushToMain => new(RunKind.Push, Origin.Head) { Branch = "main" };

    public HostRun ByHand => new(RunKind.Manual, Origin.Head) { Branch = "main" };

    public HostRun TagRun(string tag) => new(RunKind.Tag, Origin.Run("rev-parse", $"{tag}^{{commit}}")) { Tag = tag };

    /// <summary>A job that must succeed: one command in a fresh clone.</summary>
    public async Task<JobResult> SucceedAsync(HostRun run, params string[] arguments)
    {
        using var clone = HostCheckout.Create(Origin, host, run);
        return new JobResult(await WorldOf(clone, run).SucceedAsync(arguments), Record(clone));
    }

    /// <summary>A job that must fail with this exit code, and leaves no receipt; its error.</summary>
    public async Task<string> FailAsync(HostRun run, ExitCode expected, params string[] arguments)
    {
        using var clone = HostCheckout.Create(Origin, host, run);
        var error = await WorldOf(clone, run).FailAsync(expected, arguments);
        Assert.Null(Record(clone));
        return error;
    }

    /// <summary>Cuts a release: a job that tags <c>main</c> and pushes the tag.</summary>
    /// <returns>The version.</returns>
    public async Task<string> CutAsync(params string[] arguments)
    {
        using var clone = HostCheckout.Create(Origin, host, ByHand);
        var version = Assert.Single((await WorldOf(clone, ByHand).SucceedAsync(["version", "next", .. arguments, "--tag"])).Lines);
        clone.Run("push", "--quiet", "origin", $"v{version}");
        return version;
    }

    public void Dispose()
    {
        Origin.Dispose();
        _folder.Dispose();
    }

    /// <summary>The one record that a job leaves, whatever the number of images.</summary>
    private static Receipt? Record(GitRepository clone) =>
        Directory.Exists(ReceiptFile.FolderIn(clone.Path)) && Directory.GetFiles(ReceiptFile.FolderIn(clone.Path)) is [_, ..] files ? ReceiptJson.ReadRecord(Assert.Single(files)) : null;

    /// <summary>A job's world: the host's variables, and the time, which goes on from job to job.</summary>
    private CommandWorld WorldOf(GitRepository clone, HostRun run)
    {
        var world = new CommandWorld(clone.Path);
        foreach (var (name, value) in new HostEnvironments(_folder, mergeOfPullRequest: "").Of(host, run)!)
            world.Environment[name] = value;
        world.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH")!;
        world.Environment["HOME"] = _folder.Path;
        world.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        world.Environment["GIT_COMMITTER_NAME"] = "Rita Release";
        world.Environment["GIT_COMMITTER_EMAIL"] = "rita@example.com";
        world.Clock.Advance(TimeSpan.FromSeconds(10 * ++_jobs));
        return world;
    }
}

/// <summary>What a job printed, and the record it left.</summary>
internal sealed record JobResult(CommandResult Command, Receipt? Record);
