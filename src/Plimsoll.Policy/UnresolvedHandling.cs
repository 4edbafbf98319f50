using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy;

/// <summary>How an image is treated whose reference depends on a value that the files do not define.</summary>
public enum UnresolvedHandling
{
    /// <summary>No finding; the image is listed with the verdict <see cref="Verdict.Unresolved"/>.</summary>
    Ignore,

    /// <summary>A warning, which does not fail the check. The default.</summary>
    Warn,

    /// <summary>An error.</summary>
    Fail,
}
