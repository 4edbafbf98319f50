namespace Plimsoll.Signing.Keys;

/// <summary>Where a private key is.</summary>
internal enum KeySource
{
    /// <summary>In a file.</summary>
    File,

    /// <summary>In an environment variable.</summary>
    Environment,

    /// <summary>Where a command gets at it.</summary>
    Command,

    /// <summary>In the reference itself, as CI hosts give secrets.</summary>
    Text,
}
