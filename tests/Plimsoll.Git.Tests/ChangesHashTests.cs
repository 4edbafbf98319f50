using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public sealed class ChangesHashTests : IDisposable
{
    private readonly GitRepository _repository = GitRepository.Init();

    public ChangesHashTests()
    {
        _repository.Commit("First", "a.txt");
        _repository.Commit("Second", "b.txt");
    }

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void Eight_hexadecimal_digits_begin_with_a_letter()
    {
        for (var i = 0; i < 20; i++)
        {
            _repository.Write("a.txt", $"change {i}");
            Assert.Matches(@"\A[a-f][0-9a-f]{7}\z", Hash());
        }
    }

    [Fact]
    public void Other_content_gives_another_hash_and_the_same_content_the_same()
    {
        var states = new Dictionary<string, string>();
        void Record(string state) => states.Add(state, Hash());

        Record("clean");
        _repository.Write("a.txt", "one");
        Record("changed");
        _repository.Write("a.txt", "two");
        Record("changed otherwise");
        _repository.Write("b.txt", "two");
        Record("both changed");
        File.Delete(_repository["a.txt"]);
        Record("one deleted");
        File.CreateSymbolicLink(_repository["a.txt"], "two");
        Record("a link");
        File.Delete(_repository["a.txt"]);
        Directory.CreateDirectory(_repository["a.txt"]);
        Record("a folder");
        Directory.Delete(_repository["a.txt"]);
        _repository.Run("checkout", "--quiet", "--", ".");
        File.SetUnixFileMode(_repository["a.txt"], File.GetUnixFileMode(_repository["a.txt"]) | UnixFileMode.UserExecute);
        Record("executable");

        Assert.Equal(states.Count, states.Values.Distinct().Count());
        File.SetUnixFileMode(_repository["a.txt"], File.GetUnixFileMode(_repository["a.txt"]) & ~UnixFileMode.UserExecute);
        _repository.Write("a.txt", "one");
        Assert.Equal(states["changed"], Hash());
    }

    [Fact]
    public void Where_the_repository_is_and_whether_a_change_is_staged_makes_no_difference()
    {
        using var clone = _repository.Clone();
        _repository.Write("a.txt", "one");
        clone.Write("a.txt", "one");
        clone.Run("add", "a.txt");

        Assert.Equal(Hash(), new GitRepositoryReader(Environment.GetEnvironmentVariable).HashOfChanges(clone.Path));
    }

    [Fact]
    public void More_files_count_than_are_named()
    {
        for (var i = 0; i < 15; i++)
            _repository.Commit($"{i}", $"z{i:00}.txt");
        for (var i = 0; i < 15; i++)
            _repository.Write($"z{i:00}.txt", "changed");
        var before = Hash();
        _repository.Write("z14.txt", "changed otherwise");

        Assert.NotEqual(before, Hash());
    }

    [Fact]
    public void Untracked_files_do_not_count()
    {
        var before = Hash();
        _repository.Write("untracked.txt", "x");

        Assert.Equal(before, Hash());
    }

    [Fact]
    public void A_submodule_counts_with_its_commit_and_its_own_changes()
    {
        using var outer = GitRepository.Init();
        outer.Submodule(_repository, "inner");
        outer.Commit("With a submodule");
        string HashOfOuter() => new GitRepositoryReader(Environment.GetEnvironmentVariable).HashOfChanges(outer.Path);
        var clean = HashOfOuter();
        File.WriteAllText(outer["inner/a.txt"], "one");
        var changed = HashOfOuter();
        File.WriteAllText(outer["inner/a.txt"], "two");
        var changedOtherwise = HashOfOuter();
        outer.RunIn(outer["inner"], "checkout", "--quiet", "--force", "HEAD~1");
        var moved = HashOfOuter();

        Assert.Equal(4, new[] { clean, changed, changedOtherwise, moved }.Distinct().Count());
    }

    private string Hash() => new GitRepositoryReader(Environment.GetEnvironmentVariable).HashOfChanges(_repository.Path);
}
