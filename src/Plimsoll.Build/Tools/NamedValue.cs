using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Build.Tools;

/// <summary>A value that a tool has a name for.</summary>
/// <param name="Value">The name.</param>
public abstract record NamedValue(string Value)
{
    /// <summary>The name, for settings.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator string?(NamedValue? value) => value?.Value;

    /// <summary>Returns the name.</summary>
    public sealed override string ToString() => Value;
}
