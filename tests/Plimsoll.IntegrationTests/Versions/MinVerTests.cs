using CsCheck;
using Plimsoll.Git;
using Plimsoll.Oci;
using Plimsoll.Tags.Versions;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Versions;

/// <summary>Versions beside those of MinVer 8, on the same repositories.</summary>
public class MinVerTests
{
    private static readonly Gen<VersionOptions> Options = Gen.Select(
        RandomHistory.OneOf("", "", "v", "V", "app-", "app/", "none"),
        Gen.Enum<VersionPart>(),
        RandomHistory.OneOf<MajorMinor?>(null, null, new MajorMinor(0, 0), new MajorMinor(0, 1), new MajorMinor(1, 0), new MajorMinor(1, 10), new MajorMinor(3, 0)),
        RandomHistory.OneOf<IReadOnlyList<string>>(["alpha", "0"], ["alpha", "0"], ["preview"], ["rc", "2", "x"], ["0"]),
        RandomHistory.OneOf("", "", "b.7"),
        Gen.Bool,
        (prefix, part, minimum, identifiers, metadata, ignoreHeight) => new VersionOptions
        {
            TagPrefix = prefix,
            AutoIncrement = part,
            MinimumMajorMinor = minimum,
            DefaultPreReleaseIdentifiers = identifiers,
            BuildMetadata = metadata,
            IgnoreHeight = ignoreHeight && metadata.Length > 0,
        });

    [Fact]
    public Task Any_history_with_any_options_has_the_same_version() =>
        Gen.Select(RandomHistory.Any, Options, Gen.Bool).SampleAsync(
            async (history, options, isPacked) =>
            {
                using var repository = history.Create();
                if (isPacked)
                    repository.Run("pack-refs", "--all");

                var (ours, theirs) = (Ours(repository.Path, options), await MinVerCommand.RunAsync(repository.Path, options));
                Assert.Equal(theirs, ours);
            },
            iter: 60,
            threads: 2);

    [Theory]
    [InlineData("linear", "1.0.1-alpha.0.2")]
    [InlineData("prerelease", "1.1.0-beta.1.1")]
    [InlineData("merge", "2.0.1-alpha.0.2")]
    [InlineData("criss-cross", "1.1.1-alpha.0.4")]
    [InlineData("octopus", "1.3.1-alpha.0.2")]
    [InlineData("prefixes", "3.0.1-alpha.0.1")]
    [InlineData("orphan", "0.0.0-alpha.0.1")]
    [InlineData("detached", "1.0.0")]
    [InlineData("worktree", "1.0.1-alpha.0.1")]
    [InlineData("submodule", "1.0.1-alpha.0.1")]
    [InlineData("subfolder", "1.0.1-alpha.0.1")]
    [InlineData("tag of a tag", "1.0.1-alpha.0.1")]
    [InlineData("tag of a file", "0.0.0-alpha.0.1")]
    [InlineData("packed", "1.0.1-alpha.0.1")]
    [InlineData("shallow", "0.0.0-alpha.0.1")]
    public async Task A_scripted_history_has_this_version_and_the_same(string kind, string version)
    {
        using var repository = GitRepository.Init();
        using var clone = kind == "shallow" ? await Task.FromResult(MakeShallow(repository)) : null;
        var path = clone?.Path ?? Make(repository, kind);

        Assert.Equal(version, Ours(path, new VersionOptions()));
        Assert.Equal(version, await MinVerCommand.RunAsync(path, new VersionOptions()));
    }

    [Fact]
    public async Task Where_MinVer_guesses_without_a_commit_there_is_an_error()
    {
        using var repository = GitRepository.Init();

        Assert.Equal("0.0.0-alpha.0", await MinVerCommand.RunAsync(repository.Path, new VersionOptions()));
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PlimsollException>(() => Ours(repository.Path, new VersionOptions())).Kind);
    }

    private static string Ours(string path, VersionOptions options) =>
        VersionCalculator.Calculate(new GitRepositoryReader(Environment.GetEnvironmentVariable).Read(path).History, options).Version.ToFullString();

    private static GitRepository MakeShallow(GitRepository repository)
    {
        repository.Commit("1");
        repository.Tag("1.0.0");
        repository.Commit("2");
        repository.Commit("3");
        return repository.ShallowClone(2);
    }

    /// <returns>Where the version is asked for.</returns>
    private static string Make(GitRepository repository, string kind)
    {
        repository.Commit("Root", "root.txt");
        if (kind is not ("tag of a tag" or "tag of a file" or "prefixes" or "orphan"))
            repository.Tag("1.0.0", annotated: kind == "packed");
        switch (kind)
        {
            case "linear":
                repository.Commit("1");
                repository.Commit("2");
                break;
            case "prerelease":
                repository.Commit("1");
                repository.Tag("1.1.0-alpha.1");
                repository.Tag("1.1.0-beta.1");
                repository.Commit("2");
                break;
            case "merge":
                repository.Checkout("side", create: true);
                repository.Commit("Side 1", "s1.txt");
                repository.Tag("2.0.0");
                repository.Commit("Side 2", "s2.txt");
                repository.Checkout("main");
                repository.Commit("Main", "m.txt");
                repository.Tag("1.5.0");
                repository.Merge("side");
                break;
            case "criss-cross":
                repository.Branch("side");
                repository.Commit("Main 1", "m1.txt");
                repository.Tag("1.1.0");
                var main = repository.Head;
                repository.Checkout("side");
                repository.Commit("Side 1", "s1.txt");
                repository.Run("merge", "--quiet", "--no-ff", "--no-edit", main);
                repository.Commit("Side 2", "s2.txt");
                repository.Checkout("main");
                repository.Run("merge", "--quiet", "--no-ff", "--no-edit", "side~2");
                repository.Checkout("side");
                repository.Merge("main");
                repository.Commit("Side 3", "s3.txt");
                break;
            case "octopus":
                foreach (var (name, index) in new[] { "a", "b", "c" }.Select((name, index) => (name, index)))
                {
                    repository.Checkout("main");
                    repository.Checkout(name, create: true);
                    repository.Commit(name, $"{name}.txt");
                    repository.Tag($"1.{3 - index}.0");
                    repository.Commit($"{name} 2", $"{name}.txt");
                }
                repository.Checkout("main");
                repository.Merge("a", "b", "c");
                break;
            case "prefixes":
                repository.Tag("app-9.0.0");
                repository.Tag("v8.0.0");
                repository.Tag("3.0.0");
                repository.Tag("x/4.0.0");
                repository.Commit("1");
                break;
            case "orphan":
                repository.Tag("1.0.0");
                repository.Run("checkout", "--quiet", "--orphan", "other");
                repository.Commit("Other root");
                repository.Commit("Other");
                break;
            case "detached":
                repository.Commit("1");
                repository.Run("checkout", "--quiet", "--detach", "HEAD~1");
                break;
            case "worktree":
                var worktree = repository.Worktree("side");
                repository.RunIn(worktree, "commit", "--quiet", "--allow-empty", "--message", "Side");
                repository.Commit("1");
                repository.Tag("5.0.0");
                return worktree;
            case "submodule":
                using (var inner = GitRepository.Init())
                {
                    inner.Commit("Inner", "inner.txt");
                    inner.Tag("1.0.0");
                    inner.Commit("Inner 2", "inner.txt");
                    repository.Submodule(inner, "inner");
                    repository.Commit("With a submodule");
                    repository.Tag("7.0.0");
                }
                return repository["inner"];
            case "subfolder":
                repository.Commit("1", "folder/file.txt");
                return repository["folder"];
            case "tag of a tag":
                repository.Tag("inner", annotated: true);
                repository.Tag("1.0.0", annotated: true, target: "inner");
                repository.Commit("1");
                break;
            case "tag of a file":
                repository.Tag("1.0.0", target: "HEAD:root.txt");
                repository.Commit("1");
                break;
            case "packed":
                repository.Commit("1");
                repository.Run("gc", "--quiet");
                break;
        }
        return repository.Path;
    }
}
