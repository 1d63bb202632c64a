using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Declarations.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FewerIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_declaration_customs_office",
                table: "declaration");

            migrationBuilder.DropIndex(
                name: "ix_declaration_direction",
                table: "declaration");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_declaration_customs_office",
                table: "declaration",
                columns: new[] { "customs_office", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_declaration_direction",
                table: "declaration",
                columns: new[] { "direction", "create_time", "key" });
        }
    }
}
