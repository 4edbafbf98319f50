using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation;

/// <summary>What a job gives the build on its command line.</summary>
internal static class BuildArguments
{
    /// <summary>The targets that it runs, and those that it leaves to other jobs.</summary>
    public static IEnumerable<string> Of(PipelineJob job) =>
        [.. job.Invoked.Select(target => target.Name), .. job.Skipped.Count > 0 ? [BuiltInOption.Skip.Option, .. job.Skipped.Select(target => target.Name)] : Array.Empty<string>()];
}
