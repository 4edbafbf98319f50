namespace Plimsoll.Policy.Scanners.Text;

/// <summary>A tag that lacks the quotes without which YAML reads it as a number or a boolean.</summary>
internal static class UnquotedTag
{
    /// <summary>The tag as it is read, in quotes or without; <see cref="ImageUse.Unknown"/> where that is not known.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="inTemplate">Whether a template prints it.</param>
    public static string Read(SourceScalar tag, bool inTemplate) =>
        !(inTemplate && PlainScalar.IsZero(tag)) && PlainScalar.Rendered(tag, inTemplate) is { } read ? read : ImageUse.Unknown.ToString();

    /// <summary>What is read in place of the tag that is written, a clause; <c>null</c> where it is the same.</summary>
    /// <param name="tag">The tag, or <c>null</c> where there is none.</param>
    /// <param name="inTemplate">Whether a template prints it.</param>
    public static string? Misreading(SourceScalar? tag, bool inTemplate)
    {
        if (tag is not { IsPlain: true, IsNull: false })
            return null;
        if (inTemplate && PlainScalar.IsZero(tag))
            return $"without quotes, its tag {tag.Value} counts as none where a template has a default";
        return PlainScalar.Rendered(tag, inTemplate) switch
        {
            null => $"without quotes, its tag {tag.Value} is a number, which not every version writes alike",
            var read when read == tag.Value => null,
            var read => $"without quotes, its tag {tag.Value} is read as {read}",
        };
    }
}
