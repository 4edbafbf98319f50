namespace Plimsoll.Policy.Checking;

/// <summary>What counts of a change: what <c>policy</c> finds in it.</summary>
public enum ChangedScope
{
    /// <summary>What the change adds or makes worse, wherever it shows; what was there before is a note.</summary>
    Added,

    /// <summary>Everything in the files that changed.</summary>
    File,
}
