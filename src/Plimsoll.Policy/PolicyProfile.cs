namespace Plimsoll.Policy;

/// <summary>How strict a policy is with the images of a file. Each profile includes the one before it.</summary>
public enum PolicyProfile
{
    /// <summary>An image needs a tag, and the tag is not <c>latest</c>.</summary>
    Tag,

    /// <summary>The tag may not be one that moves: neither <c>latest</c> nor <c>stable</c>, <c>3</c> or <c>main</c>.</summary>
    Floating,

    /// <summary>An image is named by digest.</summary>
    Digest,
}
