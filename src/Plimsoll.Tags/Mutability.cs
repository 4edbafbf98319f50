namespace Plimsoll.Tags;

/// <summary>Whether a tag may ever name another image: the idea that tagging, publishing and policy share.</summary>
public enum Mutability
{
    /// <summary>Once written, the same digest for ever: <c>2.1.0</c>, a Git SHA, any digest.</summary>
    Immutable,

    /// <summary>May come to name another image: <c>latest</c>, <c>2.1</c>, <c>staging</c>.</summary>
    Moving,
}
