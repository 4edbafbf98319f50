namespace Plimsoll.Publishing.Retention;

/// <summary>What is done with a tag.</summary>
public enum PlannedAction
{
    /// <summary>It stays.</summary>
    Keep,

    /// <summary>It is deleted with its image.</summary>
    Delete,

    /// <summary>It is deleted alone, where the registry can do that: something that is kept needs the image.</summary>
    Untag,
}
