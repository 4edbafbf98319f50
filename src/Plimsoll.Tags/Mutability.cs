namespace Plimsoll.Tags;

/// <summary>Whether a tag may ever point to another image. Shared by tagging, publishing and policy.</summary>
public enum Mutability
{
    /// <summary>Once written, always the same digest: <c>2.1.0</c>, a Git SHA, any digest.</summary>
    Immutable,

    /// <summary>May point to another image later: <c>latest</c>, <c>2.1</c>, <c>staging</c>.</summary>
    Moving,
}
