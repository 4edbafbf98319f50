using Plimsoll.Oci;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components;

/// <summary>A failure of the library as one of a build.</summary>
internal static class PlimsollFailure
{
    public static BuildException Translate(PlimsollException failure) =>
        new((int)ExitCodes.FromKind(failure.Kind), failure.Message, failure.FormatAdvice(BuildPlimsoll.SettingName), failure);
}
