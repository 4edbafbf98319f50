namespace Plimsoll.Policy.Scanners.Ansible;

/// <summary>Where the arguments of a module name images.</summary>
internal enum ModuleUse
{
    /// <summary>In <c>image</c>.</summary>
    Image,

    /// <summary>In <c>name</c> and <c>tag</c>, unless it is one that is built.</summary>
    NameAndTag,

    /// <summary>In <c>name</c>, one that was built before.</summary>
    Built,

    /// <summary>In the manifests of <c>definition</c>.</summary>
    Manifests,

    /// <summary>In the project of <c>definition</c> or <c>compose</c>.</summary>
    Compose,

    /// <summary>In a chart of Helm and its values.</summary>
    Chart,

    /// <summary>In a command.</summary>
    Command,
}
