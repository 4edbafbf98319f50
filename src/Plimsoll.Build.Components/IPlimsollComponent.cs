using Plimsoll.Oci;

namespace Plimsoll.Build.Components;

/// <summary>
/// What all components for container images share: a failure of the library ends the build with the exit code of its
/// cause and with its advice, also where a target of the build's own called the library.
/// </summary>
public interface IPlimsollComponent : IPlimsollBuild
{
    /// <inheritdoc/>
    BuildException? IPlimsollBuild.Translate(Exception exception) =>
        exception is PlimsollException known ? PlimsollFailure.Translate(known) : null;
}
