namespace Plimsoll.Policy.Checking;

/// <summary>Whether an image reference can move, independent of the profile.</summary>
public enum Verdict
{
    /// <summary>Always refers to the same image: a digest, or an immutable tag.</summary>
    Immutable,

    /// <summary>Can refer to another image later: no tag, or a moving tag.</summary>
    Moving,

    /// <summary>Unknown from the files alone: a variable without a value, or an invalid reference.</summary>
    Unresolved,
}
