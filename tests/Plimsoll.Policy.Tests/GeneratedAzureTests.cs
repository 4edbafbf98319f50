using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Files that deploy to Azure written at random with known images at known places: exactly those are found.</summary>
public class GeneratedAzureTests
{
    private static readonly Gen<string> Image = OneOf("nginx", "acme/nginx:1.27.3", "reg:5000/nginx:2", "ghcr.io/acme/app:latest", "a/b@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

    // A file, what it starts with, and what may stand around each image.
    private static readonly (string Name, string Head, (string Before, string Behind)[] Places)[] Files =
    [
        ("app.yaml", "type: Microsoft.App/containerApps\nproperties:\n  image: no:1\n  template:\n    containers:\n",
        [
            ("    - name: image{0}\n      env: [{ name: image, value: 'no:1' }]\n      image: ", " # image: no:1\n"),
            ("    - { name: i{0}, image: '", "' }\n"),
        ]),
        ("group.yaml", "# image: no:1\napiVersion: '2021-10-01'\nproperties:\n  containers:\n",
        [
            ("  - name: image\n    properties:\n      command: [run, 'no:1']\n      image: \"", "\"\n"),
            ("  - properties: { image: ", ", ports: [] }\n    name: 'no:1'\n"),
        ]),
        ("azure.yaml", "name: image\nservices:\n  first: { host: containerapp, project: . }\n",
        [
            ("  s{0}:\n    host: containerapp\n    image: ", "\n"),
            ("  b{0}: { host: aks, docker: { image: 'no/a:1' } }\n  s{0}: { image: '", "' }\n"),
            ("  s{0}:\n    host: function\n    hooks:\n      predeploy:\n        shell: sh\n        run: |\n          # docker run no:1\n          docker run ", " x\n"),
        ]),
        ("main.bicep", "// image: 'no:1'\n",
        [
            ("resource c{0} 'Microsoft.Web/sites/sitecontainers@2024-04-01' = {\n  name: 'image'\n  properties: {\n    image: '", "'\n    isMain: true\n  }\n}\n"),
            ("resource s{0} 'Microsoft.Web/sites@2024-04-01' = {\n  image: 'no:1'\n  resource c 'sitecontainers' = { properties: { image: '", "' } }\n}\n"),
            ("resource p{0} 'Microsoft.Batch/batchAccounts/pools@2024-07-01' = { properties: { containerConfiguration: { containerImageNames: ['", "'] } } }\n"),
        ]),
        ("azure-pipelines.yml", "pool: { vmImage: 'no:1' }\nsteps:\n",
        [
            ("- task: AzureWebAppContainer@1\n  inputs:\n    appName: image{0}\n    containers: ", " # no:1\n"),
            ("- task: AzureContainerApps@1\n  inputs: { imageToBuild: 'no/b:1', imageToDeploy: '", "' }\n"),
            ("- task: Other@1\n  inputs: { imageName: 'no/a:1' }\n- script: az containerapp update --image ", " -n x\n"),
        ]),
        ("deploy.sh", "#!/bin/sh\n# az container create --image no:1\n",
        [
            ("az webapp create -n image{0} --container-image-name ", " -g no:1\n"),
            ("az vm create --image no:1\naz webapp config set --linux-fx-version 'DOCKER|", "'\n"),
            ("gcloud run deploy image{0} --image=", "\n"),
            ("az webapp sitecontainers create --image '", "' --is-main\n"),
        ]),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_is_found_and_nothing_else() =>
        Gen.Select(OneOf(Files), Image.Array[1, 6], Gen.Int[0, 100].Array[6], Gen.Bool, Gen.Bool).Sample((file, images, places, mark, carriageReturns) =>
        {
            var text = new PlacedText(mark, carriageReturns).Write(file.Head);
            for (var i = 0; i < images.Length; i++)
            {
                var (before, behind) = file.Places[places[i] % file.Places.Length];
                text.Write(before.Replace("{0}", $"{i}", StringComparison.Ordinal)).Image(images[i]).Write(behind);
            }

            Assert.Equal(text.Places, text.Scan(file.Name));
        }, iter: 1_000);
}
