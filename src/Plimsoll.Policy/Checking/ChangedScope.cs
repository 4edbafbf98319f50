namespace Plimsoll.Policy.Checking;

/// <summary>Which findings count when a change is checked.</summary>
public enum ChangedScope
{
    /// <summary>What the change adds or makes worse, wherever it shows; what was there before is a note.</summary>
    Added,

    /// <summary>Everything in the files that changed.</summary>
    File,
}
