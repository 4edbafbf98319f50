using Plimsoll.Publishing;

namespace Plimsoll.Cli.Help;

/// <summary>What each exit code means, for manual and reference.</summary>
internal static class ExitStatus
{
    public static IReadOnlyList<(ExitCode Code, string Text)> All { get; } =
    [
        (ExitCode.Done, "Done."),
        (ExitCode.Failed, "Failed for another reason than those below."),
        (ExitCode.Usage, "The command line, the configuration, the repository or an image cannot be used."),
        (ExitCode.PolicyViolation, "The policy forbids it."),
        (ExitCode.Authentication, "A registry does not accept the credentials, or there are none."),
        (ExitCode.TagConflict, "An immutable tag points to another image, or the registry has changed since the plan was made."),
        (ExitCode.NotFound, "A file or an image does not exist."),
        (ExitCode.Registry, "A registry, the Docker Engine or the network failed, after retries."),
        (ExitCode.ChangesPending, "Something would change; only with --detailed-exitcode or --check."),
        (ExitCode.Interrupted, "Interrupted."),
    ];
}
