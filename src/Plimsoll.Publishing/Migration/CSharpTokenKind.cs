namespace Plimsoll.Publishing.Migration;

/// <summary>What a piece of C# is.</summary>
internal enum CSharpTokenKind
{
    /// <summary>A name, a keyword or a number.</summary>
    Word,

    /// <summary>A piece of a literal: all of it, or what is around the holes of an interpolated one.</summary>
    Literal,

    /// <summary>Any other character.</summary>
    Mark,
}
