namespace Plimsoll.Signing.Keyless.Signing;

/// <summary>How many services of a signing configuration are used.</summary>
internal enum ServiceSelector
{
    /// <summary>One of them.</summary>
    Any,

    /// <summary>All.</summary>
    All,

    /// <summary>A number of them.</summary>
    Exact,
}
