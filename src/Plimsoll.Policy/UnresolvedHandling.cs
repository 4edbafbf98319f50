using Plimsoll.Policy.Checking;

namespace Plimsoll.Policy;

/// <summary>What becomes of an image whose reference depends on something the files do not say.</summary>
public enum UnresolvedHandling
{
    /// <summary>No finding; the image is listed with the verdict <see cref="Verdict.Unresolved"/>.</summary>
    Ignore,

    /// <summary>A warning, which does not fail the check. The default.</summary>
    Warn,

    /// <summary>An error.</summary>
    Fail,
}
