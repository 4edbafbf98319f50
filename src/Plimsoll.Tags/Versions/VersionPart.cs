namespace Plimsoll.Tags.Versions;

/// <summary>A number of a version.</summary>
public enum VersionPart
{
    /// <summary>The third number: fixes. The default.</summary>
    Patch,

    /// <summary>The second number: additions.</summary>
    Minor,

    /// <summary>The first number: what breaks others.</summary>
    Major,
}
