namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>How a run of the command ended.</summary>
/// <param name="ExitCode">Its exit code; 137 where it was killed.</param>
/// <param name="Output">stdout.</param>
/// <param name="Error">stderr.</param>
internal sealed record CrashResult(int ExitCode, string Output, string Error)
{
    /// <summary>Fails the test unless it ended so, with an error that names something and without a stack trace.</summary>
    public CrashResult AssertFailed(int exitCode, params string[] names)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} rather than {exitCode}\n{Error}");
        Assert.Contains(Error.Split('\n'), line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Contains(name, Error, StringComparison.Ordinal));
        return this;
    }

    /// <summary>Fails the test unless it was done.</summary>
    public CrashResult AssertDone()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}\n{Error}");
        return this;
    }
}
