namespace Plimsoll.Publishing.Sboms;

/// <summary>What of the .NET runtime is published with an application.</summary>
internal enum RuntimePack
{
    /// <summary>Nothing: the base image has it.</summary>
    None,

    /// <summary>The runtime itself (<c>SelfContained</c>).</summary>
    SelfContained,

    /// <summary>That of native code, compiled in (<c>PublishAot</c>).</summary>
    Native,
}
