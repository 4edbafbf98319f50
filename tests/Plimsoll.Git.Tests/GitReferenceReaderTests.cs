using System.Text.Json;
using Plimsoll.Oci;
using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class GitReferenceReaderTests
{
    [Fact]
    public void Tags_and_branches_are_named_as_they_are_typed()
    {
        using var origin = GitRepository.Released(annotated: true);
        origin.Branch("feature/search");
        using var clone = origin.Clone();
        using var folder = new TempDirectory();
        var reader = new GitReferenceReader(_ => null);

        var (tags, branches) = reader.NamesAt(clone.Path);

        Assert.Equal(["v2.1.0"], tags);
        Assert.Equal(["main", "origin/feature/search", "origin/main"], branches);
        Assert.Equal(([], []), reader.NamesAt(folder.Path));
    }

    [Fact]
    public void A_branch_wins_over_tags()
    {
        using var repository = GitRepository.Init("feature/x");
        var id = repository.Commit(date: GitRepository.Start);
        repository.Tag("v1.0.0");

        Assert.Equal(new GitReference("refs/heads/feature/x", id, GitRepository.Start), Read(repository));
    }

    [Theory]
    [InlineData("v1.0.0", "refs/tags/v1.0.0")]
    [InlineData("app/v1.0.0 v1.0", "refs/tags/v1.0")]
    [InlineData("rel,1.0", "refs/tags/rel,1.0")]
    public void A_detached_head_is_the_last_of_its_tags_by_name(string tags, string expected)
    {
        using var repository = Detached(repository =>
        {
            foreach (var tag in tags.Split(' '))
                repository.Tag(tag, annotated: tag.StartsWith('v'));
            Remote(repository, "origin/main");
        });

        Assert.Equal(expected, Read(repository).Reference);
    }

    [Theory]
    [InlineData("origin/dev", "refs/heads/dev")]
    [InlineData("origin/feature/x", "refs/heads/feature/x")]
    [InlineData("pull/7/merge", "refs/pull/7/merge")]
    [InlineData("pull/7/head", "refs/pull/7/head")]
    [InlineData("pull/7/other", "refs/heads/7/other")]
    [InlineData("origin/a origin/b", "refs/heads/origin/a")]
    [InlineData("origin/a origin/b origin/c", "refs/heads/origin/b, origin/a")]
    public void Without_a_tag_it_is_the_remote_branch_or_pull_request(string branches, string expected)
    {
        using var repository = Detached(repository =>
        {
            foreach (var branch in branches.Split(' '))
                Remote(repository, branch);
            repository.Run("branch", "--quiet", "--delete", "--force", "main");
        });

        Assert.Equal(expected, Read(repository).Reference);
    }

    [Fact]
    public void A_remote_branch_beside_a_local_one_gives_the_local_ones_name()
    {
        using var repository = Detached(repository => Remote(repository, "origin/main"));

        Assert.Equal("refs/heads/main", Read(repository).Reference);
    }

    [Theory]
    [InlineData(false, "Unsupported detached HEAD ref in \"HEAD, main\"")]
    [InlineData(true, "Cannot infer ref from detached HEAD")]
    public void Where_nothing_says_which_ref_it_is_that_is_an_error(bool isBeyond, string message)
    {
        using var repository = Detached(repository =>
        {
            if (isBeyond)
                repository.Commit("Detached");
        });

        Assert.Equal(message, Refusal(repository));
    }

    [Fact]
    public void A_commit_that_nothing_names_is_of_the_branch_that_has_it_in_its_history()
    {
        using var repository = GitRepository.Init();
        var first = repository.Commit();
        repository.Branch("older");
        repository.Commit();
        repository.Branch("a");
        repository.Checkout("newer", create: true);
        repository.Commit();
        repository.Checkout("older");
        repository.Commit("Older", date: GitRepository.Start.AddDays(-1));
        repository.Run("checkout", "--quiet", "--detach", first);

        Assert.Equal("refs/heads/newer", Read(repository).Reference);
    }

    [Theory]
    [InlineData("origin/dev", null, "refs/heads/dev")]
    [InlineData(null, "v2", "refs/tags/v2")]
    public void Else_it_is_of_such_a_remote_branch_or_the_first_such_tag(string? remote, string? tag, string expected)
    {
        using var repository = GitRepository.Init();
        var first = repository.Commit();
        repository.Commit();
        if (remote is not null)
            Remote(repository, remote);
        if (tag is not null)
        {
            repository.Tag("v3");
            repository.Tag(tag);
        }
        repository.Run("checkout", "--quiet", "--detach", first);
        repository.Run("branch", "--quiet", "--delete", "--force", "main");

        Assert.Equal(expected, Read(repository).Reference);
    }

    [Fact]
    public void A_shallow_clone_says_so_in_its_error()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Commit();
        using var clone = repository.ShallowClone();
        clone.Run("checkout", "--quiet", "--detach");
        clone.Run("remote", "remove", "origin");

        Assert.Equal("Unsupported detached HEAD ref in \"grafted, HEAD, main\"", Refusal(clone));
    }

    [Fact]
    public void Packed_references_are_read_too()
    {
        using var repository = Detached(repository => repository.Tag("v1", annotated: true));
        repository.Run("pack-refs", "--all");

        Assert.Equal("refs/tags/v1", Read(repository).Reference);
    }

    [Fact]
    public void A_branch_without_a_commit_is_an_error()
    {
        using var repository = GitRepository.Init();

        Assert.Contains("has no commit", Refusal(repository));
    }

    [Fact]
    public void A_commit_is_dated_by_its_id()
    {
        using var repository = GitRepository.Init();
        var id = repository.Commit(date: GitRepository.Start);
        repository.Commit();
        var reader = new GitReferenceReader(_ => null);

        Assert.Equal(GitRepository.Start, reader.CommitDate(repository.Path, id));
        Assert.Null(reader.CommitDate(repository.Path, new string('a', 40)));
        Assert.Null(reader.CommitDate(repository.Path, ""));
    }

    /// <summary>The git contexts of docker/metadata-action, from <see cref="SharedData"/>.</summary>
    [SharedDataFact("metadata-action-cases.json")]
    public void Each_case_of_the_action_gives_what_the_action_gave()
    {
        using var document = SharedData.Open("metadata-action-cases.json");
        var failures = document.RootElement.GetProperty("gitContext").EnumerateArray().Select(Failure).OfType<string>();
        Assert.Empty(failures);
    }

    /// <summary>What is wrong with a case, or <c>null</c>.</summary>
    private static string? Failure(JsonElement item)
    {
        using var repository = GitRepository.Init();
        using var clone = Play(repository, item.GetProperty("steps").EnumerateArray().Select(step => step.GetString()!));
        var expected = item.GetProperty("expected");
        var actual = Outcome(() => Read(clone ?? repository).Reference);
        var wanted = expected.TryGetProperty("refError", out var error) ? error.GetString()
            : expected.TryGetProperty("shaError", out _) ? "no commit"
            : expected.GetProperty("ref").GetString();
        if (wanted == "no commit" ? !actual.Contains("has no commit", StringComparison.Ordinal) : actual != wanted)
            return $"{item.GetProperty("id")}: {actual} rather than {wanted}";

        // The identity that the table was recorded with is not known, and with it not the ids.
        return !expected.TryGetProperty("ref", out _) || wanted == "no commit" || (Read(clone ?? repository) is var found
            && found.Sha == (clone ?? repository).Head
            && found.CommitDate == expected.GetProperty("commitDate").GetDateTimeOffset())
            ? null
            : $"{item.GetProperty("id")}: {found}";
    }

    /// <summary>Runs git commands; <c>@2</c> sets the clock to a day, <c>@clone</c> makes a shallow clone.</summary>
    private static GitRepository? Play(GitRepository repository, IEnumerable<string> steps)
    {
        var date = GitRepository.Start;
        foreach (var step in steps)
            if (step == "@clone")
                return repository.ShallowClone();
            else if (step.StartsWith('@'))
                date = new DateTimeOffset(2024, 1, int.Parse(step[1..], System.Globalization.CultureInfo.InvariantCulture), 8, 0, 0, TimeSpan.Zero);
            else if (step.StartsWith("commit ", StringComparison.Ordinal))
                repository.Commit(step[(step.LastIndexOf(' ') + 1)..], date: date);
            else if (!step.StartsWith("init ", StringComparison.Ordinal))
                repository.Run(step.Split(' '));
        return null;
    }

    private static string Outcome(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (PlimsollException exception)
        {
            return exception.Message;
        }
    }

    private static GitRepository Detached(Action<GitRepository> prepare)
    {
        var repository = GitRepository.Init();
        repository.Commit();
        repository.Commit();
        repository.Run("checkout", "--quiet", "--detach");
        prepare(repository);
        return repository;
    }

    private static void Remote(GitRepository repository, string name) => repository.Run("update-ref", $"refs/remotes/{name}", "HEAD");

    private static GitReference Read(GitRepository repository) => new GitReferenceReader(_ => null).Read(repository.Path);

    private static string Refusal(GitRepository repository) => Reading.Refusal(() => Read(repository)).Message;
}
