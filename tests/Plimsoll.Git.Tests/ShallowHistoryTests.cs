using Plimsoll.Tags.Context;
using Plimsoll.Testing;

namespace Plimsoll.Git.Tests;

public class ShallowHistoryTests
{
    [Fact]
    public void A_shallow_clone_is_refused_with_the_settings_that_bring_the_history()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Tag("v1.0.0");
        repository.Commit();
        using var clone = repository.ShallowClone();

        var state = clone.Read();
        Assert.True(state.IsShallow);
        Assert.Empty(state.Tags);

        var refusal = Reading.Refusal(() => throw ShallowHistory.Error(state.Root));

        Assert.StartsWith($"{clone.Path} is a shallow clone", refusal.Message);
        Assert.All(
            ["fetch-depth: 0", "fetchDepth: 0", "GIT_DEPTH: 0", "git fetch --unshallow --tags"],
            setting => Assert.Contains(setting, refusal.Advice));
    }

    [Fact]
    public void What_the_advice_names_for_a_shell_makes_the_history_whole()
    {
        using var repository = GitRepository.Init();
        repository.Commit();
        repository.Tag("v1.0.0");
        repository.Commit();
        using var clone = repository.ShallowClone();

        clone.Run("fetch", "--quiet", "--unshallow", "--tags");

        var state = clone.Read();
        Assert.False(state.IsShallow);
        Assert.Equal(["v1.0.0"], state.Tags);
        Assert.Equal(2, state.History.Walk().Count());
    }
}
