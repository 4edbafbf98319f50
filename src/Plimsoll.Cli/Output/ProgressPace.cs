namespace Plimsoll.Cli.Output;

/// <summary>How often progress is shown.</summary>
internal static class ProgressPace
{
    /// <summary>On a terminal; more often nobody can read it.</summary>
    public static readonly TimeSpan RewriteEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>In a log: often enough to show that a job is alive, seldom enough not to fill it.</summary>
    public static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);
}
