namespace Plimsoll.Policy.Scanners.Declarations;

/// <summary>Languages that declare infrastructure in nested blocks and are alike but for their quotes and statements.</summary>
internal enum DeclarationLanguage
{
    /// <summary>That of Terraform and Nomad.</summary>
    Hcl,

    /// <summary>That of Azure, whose expressions the templates of the resource manager share.</summary>
    Bicep,
}
