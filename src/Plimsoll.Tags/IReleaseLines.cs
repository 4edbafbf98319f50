namespace Plimsoll.Tags;

/// <summary>Which release the tags that follow releases belong to, once the registry holds more than when something was planned.</summary>
internal interface IReleaseLines
{
    /// <summary>Whether a tag of the plan follows releases.</summary>
    bool Contains(Tag tag);

    /// <summary>The tag of the highest release of a line that is higher than what the plan gives it, or <c>null</c>.</summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    string? FindHigher(string tag, IReadOnlyCollection<string> registry);

    /// <summary>The tags of the other releases of a line that may move it, highest first.</summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    IReadOnlyList<string> FindOthers(string tag, IReadOnlyCollection<string> registry);

    /// <summary>The tag of the highest other release of a line where it was published since the plan was made, or <c>null</c>.</summary>
    /// <param name="tag">A tag of the plan.</param>
    /// <param name="registry">The tags that the registry has now.</param>
    string? FindNewest(string tag, IReadOnlyCollection<string> registry);
}
