namespace Plimsoll.Build.Tools;

/// <summary>A process did not end as it should; the name that builds written for NUKE catch.</summary>
public abstract class ProcessException : BuildException
{
    private protected ProcessException(int exitCode, string message, string? advice)
        : base(exitCode, message, advice)
    {
    }
}
