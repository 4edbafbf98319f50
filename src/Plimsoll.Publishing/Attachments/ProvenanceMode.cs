namespace Plimsoll.Publishing.Attachments;

/// <summary>Whether an image gets provenance that tells how it was published, where it brings none (<c>provenance:</c> in <c>plimsoll.yml</c>).</summary>
public enum ProvenanceMode
{
    /// <summary>None is made. What the image brings is kept all the same.</summary>
    None,

    /// <summary>It is attached before any tag names the image. A registry that does not take it is warned about.</summary>
    Attached,

    /// <summary>The same, but where it cannot be attached, nothing is tagged.</summary>
    Required,
}
