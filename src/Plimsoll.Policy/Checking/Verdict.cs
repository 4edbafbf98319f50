namespace Plimsoll.Policy.Checking;

/// <summary>What a file's image reference promises, whatever the profile makes of it.</summary>
public enum Verdict
{
    /// <summary>Names the same image for ever: a digest, or a tag that does not move.</summary>
    Immutable,

    /// <summary>May come to name another image: no tag, or a tag that moves.</summary>
    Moving,

    /// <summary>Cannot be told from the files alone: a variable without a value, or text that is no reference.</summary>
    Unresolved,
}
