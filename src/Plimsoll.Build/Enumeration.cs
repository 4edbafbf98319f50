namespace Plimsoll.Build;

/// <summary>
/// A set of named values that can be added to, where an <c>enum</c> cannot: a parameter of such a type takes one of the public static fields
/// of the type, and converts to text where a tool's option wants it.
/// </summary>
/// <example>
/// <code>
/// [TypeConverter(typeof(TypeConverter&lt;Configuration&gt;))]
/// public class Configuration : Enumeration
/// {
///     public static Configuration Debug = new() { Value = nameof(Debug) };
///     public static Configuration Release = new() { Value = nameof(Release) };
///
///     public static implicit operator string(Configuration configuration) =&gt; configuration.Value;
/// }
/// </code>
/// </example>
public abstract class Enumeration : IEquatable<Enumeration>
{
    /// <summary>The text of the value.</summary>
    protected string Value { get; init; } = "";

    /// <summary>Whether both are the same value of one type.</summary>
    public static bool operator ==(Enumeration? left, Enumeration? right) => Equals(left, right);

    /// <summary>Whether they are different values, or values of different types.</summary>
    public static bool operator !=(Enumeration? left, Enumeration? right) => !Equals(left, right);

    /// <inheritdoc />
    public bool Equals(Enumeration? other) => other is not null && other.GetType() == GetType() && other.Value == Value;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Enumeration);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Returns the text of the value.</summary>
    public override string ToString() => Value;
}
