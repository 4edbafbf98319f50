namespace Plimsoll.Publishing.Migration;

/// <summary>What a member of NUKE is, which decides where in a source its name means it.</summary>
internal enum NukeMemberKind
{
    /// <summary>A type: in front of a name, in a list of bases or type arguments, or in front of a dot.</summary>
    Type,

    /// <summary>An attribute.</summary>
    Attribute,

    /// <summary>A method that is called.</summary>
    Method,

    /// <summary>A method that takes a function which changes settings; the method itself may exist.</summary>
    Configured,

    /// <summary>A property of the build, or of a class that is used statically.</summary>
    Property,

    /// <summary>A method that a build overrides.</summary>
    Override,
}
